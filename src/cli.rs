//! Arguments, paths, settings; one file a command.
