#ifndef CNCURSES_SHIM_H
#define CNCURSES_SHIM_H

// What Swift cannot import from ncursesw: shared mutable globals, function-like macros and what
// hides behind feature macros. Nothing here decides anything.

#define NCURSES_WIDECHAR 1
#define _XOPEN_SOURCE_EXTENDED 1

#include <langinfo.h>
#include <ncurses.h>
#include <wchar.h>

// From term.h, whose macros (`columns`, `tab`, `bell`…) would reach into everything after it.
extern int setupterm(const char *name, int descriptor, int *status);

static inline WINDOW *curses_screen(void) { return stdscr; }
static inline WINDOW *curses_physical_screen(void) { return curscr; }
static inline int curses_colors(void) { return COLORS; }

static inline attr_t curses_bold(void) { return WA_BOLD; }
static inline attr_t curses_dim(void) { return WA_DIM; }
static inline attr_t curses_underline(void) { return WA_UNDERLINE; }
static inline attr_t curses_reverse(void) { return WA_REVERSE; }

// Hidden by the feature macros that Swift's own Glibc module is built with.
extern int wcwidth(wchar_t character);

/// How many columns a character takes in the current locale; -1 when it cannot be shown.
static inline int curses_width(wchar_t character) { return wcwidth(character); }

/// The character set of the current locale.
static inline const char *curses_codeset(void) { return nl_langinfo(CODESET); }

#endif
