//! The loop, the input thread, the worker that owns the workspace, the terminal, the clock.
