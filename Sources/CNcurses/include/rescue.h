#ifndef CNCURSES_RESCUE_H
#define CNCURSES_RESCUE_H

// Gives the terminal back, however the process ends, and tells the event loop about signals.
//
// A signal that kills finds the screen restored before its former handler (such as the Swift
// runtime's backtracer) or its default action runs. A signal that asks only leaves a note and a
// byte in a pipe, so that the loop can end cleanly.

/// Remembers the terminal's modes and former signal actions, then takes the signals over.
///
/// Call it before curses starts, since curses keeps its hands off signals that are taken.
/// Returns 0, or -1 when the terminal's modes or a pipe cannot be had, or when already armed.
int rescue_arm(int terminal);

/// Takes over the signals that curses has just set up, calling its handlers too.
void rescue_follow_curses(void);

/// Gives every signal its former action back; the screen is restored already.
void rescue_disarm(void);

/// The end of a pipe that can be read whenever a signal has left a note.
int rescue_pipe(void);

/// Empties the pipe.
void rescue_drain(void);

/// The signal that asked the process to end, once; else 0.
int rescue_take_end(void);

/// Whether the process was asked to stop, as by Ctrl-Z, since the last call.
int rescue_take_stop(void);

/// Stops the process until somebody continues it; the screen has to be left already.
void rescue_stop(void);

/// Whether the process was stopped and continued since the last call.
int rescue_take_resumed(void);

/// Restores the screen and ends the process as a signal demands: with status 130 or 143 after
/// SIGINT or SIGTERM, by the signal itself after any other.
_Noreturn void rescue_finish(int signal_number);

#endif
