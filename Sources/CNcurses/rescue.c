#define _GNU_SOURCE
#include "rescue.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

// Everything that a handler calls is async-signal-safe (signal-safety(7)).

// End synchronized output, mouse and paste modes off, plain text, cursor on, keypad and character
// set as usual. Then to the last line and one further, which is lost with the alternate screen,
// and keeps the prompt clear of the text on terminals that have none.
static const char reset[] =
    "\033[?2026l\033[?1000l\033[?1002l\033[?1003l\033[?1006l\033[?2004l"
    "\033[0m\033[?25h\033[?7h\033[?1l\033>\033(B\017\033[999;1H\r\n\033[?1049l";

// A loop that has not ended this long after it was asked to is not going to.
enum { patience_in_seconds = 2 };

enum kind { kills, asks, resizes, stops, continues };

static struct taken {
  const int number;
  const enum kind kind;
  int is_taken;
  struct sigaction former;
} signals[] = {
    {SIGQUIT, kills}, {SIGABRT, kills}, {SIGSEGV, kills},   {SIGILL, kills},   {SIGTRAP, kills},
    {SIGFPE, kills},  {SIGBUS, kills},  {SIGINT, asks},     {SIGTERM, asks},   {SIGHUP, asks},
    {SIGTSTP, stops}, {SIGCONT, continues}, {SIGWINCH, resizes},
};
enum { signal_count = sizeof signals / sizeof signals[0] };

static int terminal = -1;
static struct termios modes;
static int pipe_ends[2] = {-1, -1};
static atomic_int armed, end_signal, unread_end, stop_asked, resumed;
static atomic_long asked_at;

static void restore_screen(void) {
  if (!atomic_exchange(&armed, 0)) return;
  // In the background the terminal belongs to somebody else.
  pid_t foreground = tcgetpgrp(terminal);
  if (foreground > 0 && foreground != getpgrp()) return;
  ssize_t written = write(terminal, reset, sizeof reset - 1);
  (void)written;
  tcsetattr(terminal, TCSANOW, &modes);
}

static struct taken *find(int number) {
  for (size_t i = 0; i < signal_count; i += 1)
    if (signals[i].number == number) return &signals[i];
  return NULL;
}

static void wake_loop(void) {
  ssize_t written = write(pipe_ends[1], "", 1);
  (void)written;
}

static long seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec;
}

// Calls a former handler as the kernel would.
static void call(const struct sigaction *former, int number, siginfo_t *info, void *context) {
  if (former->sa_handler == SIG_DFL || former->sa_handler == SIG_IGN) return;
  if (former->sa_flags & SA_SIGINFO)
    former->sa_sigaction(number, info, context);
  else
    former->sa_handler(number);
}

// The former handler may return (the backtracer does, and trusts the fault to come again, which a
// signal that was sent does not). The signal is blocked while this runs: what is raised here
// arrives, and kills, when it returns.
static void handle_killing(int number, siginfo_t *info, void *context) {
  restore_screen();
  const struct taken *taken = find(number);
  if (taken) call(&taken->former, number, info, context);
  signal(number, SIG_DFL);
  raise(number);
}

static void handle_asking(int number, siginfo_t *info, void *context) {
  (void)info, (void)context;
  int saved = errno;
  int none = 0;
  if (atomic_compare_exchange_strong(&end_signal, &none, number)) {
    atomic_store(&asked_at, seconds());
    atomic_store(&unread_end, number);
    wake_loop();
  } else if (seconds() - atomic_load(&asked_at) > patience_in_seconds) {
    restore_screen();
    signal(number, SIG_DFL);
    raise(number);
  }
  errno = saved;
}

static void handle_resize(int number, siginfo_t *info, void *context) {
  int saved = errno;
  const struct taken *taken = find(number);
  if (taken) call(&taken->former, number, info, context);
  wake_loop();
  errno = saved;
}

static void handle_stop(int number, siginfo_t *info, void *context) {
  (void)number, (void)info, (void)context;
  int saved = errno;
  atomic_store(&stop_asked, 1);
  wake_loop();
  errno = saved;
}

static void handle_continue(int number, siginfo_t *info, void *context) {
  (void)number, (void)info, (void)context;
  int saved = errno;
  atomic_store(&resumed, 1);
  wake_loop();
  errno = saved;
}

static void take(struct taken *taken, void (*handler)(int, siginfo_t *, void *)) {
  struct sigaction action = {
      .sa_sigaction = handler, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART};
  // A backtracer inherits what is blocked; it must hear of Ctrl-C.
  if (taken->kind == kills)
    sigemptyset(&action.sa_mask);
  else
    sigfillset(&action.sa_mask);
  sigaction(taken->number, NULL, &taken->former);
  // Whoever started us with a signal ignored (nohup, a background job) meant it.
  if (taken->kind != resizes && taken->former.sa_handler == SIG_IGN) return;
  sigaction(taken->number, &action, NULL);
  taken->is_taken = 1;
}

// An overflown stack cannot hold its own handler. The Swift runtime may have set one up already.
static void provide_stack(void) {
  static char stack_memory[64 * 1024];
  stack_t present;
  if (sigaltstack(NULL, &present) == 0 && !(present.ss_flags & SS_DISABLE)) return;
  stack_t stack = {.ss_sp = stack_memory, .ss_size = sizeof stack_memory};
  sigaltstack(&stack, NULL);
}

int rescue_arm(int descriptor) {
  static int registered = 0;
  if (atomic_load(&armed) || tcgetattr(descriptor, &modes) != 0) return -1;
  if (pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  terminal = descriptor;
  atomic_store(&end_signal, 0);
  atomic_store(&unread_end, 0);
  atomic_store(&stop_asked, 0);
  atomic_store(&resumed, 0);
  provide_stack();
  atomic_store(&armed, 1);
  for (size_t i = 0; i < signal_count; i += 1) {
    if (signals[i].kind == kills) take(&signals[i], handle_killing);
    if (signals[i].kind == asks) take(&signals[i], handle_asking);
    if (signals[i].kind == stops) take(&signals[i], handle_stop);
  }
  if (!registered) registered = atexit(restore_screen) == 0;
  return 0;
}

void rescue_follow_curses(void) {
  for (size_t i = 0; i < signal_count; i += 1) {
    if (signals[i].kind == resizes) take(&signals[i], handle_resize);
    if (signals[i].kind == continues) take(&signals[i], handle_continue);
  }
}

void rescue_disarm(void) {
  atomic_store(&armed, 0);
  for (size_t i = 0; i < signal_count; i += 1) {
    if (signals[i].is_taken) sigaction(signals[i].number, &signals[i].former, NULL);
    signals[i].is_taken = 0;
  }
  for (size_t i = 0; i < 2; i += 1) {
    if (pipe_ends[i] >= 0) close(pipe_ends[i]);
    pipe_ends[i] = -1;
  }
}

int rescue_pipe(void) { return pipe_ends[0]; }

void rescue_drain(void) {
  char bytes[64];
  while (read(pipe_ends[0], bytes, sizeof bytes) > 0) {
  }
}

int rescue_take_end(void) { return atomic_exchange(&unread_end, 0); }

int rescue_take_stop(void) { return atomic_exchange(&stop_asked, 0); }

void rescue_stop(void) {
  struct sigaction ours;
  struct sigaction usual = {.sa_handler = SIG_DFL};
  sigemptyset(&usual.sa_mask);
  sigaction(SIGTSTP, &usual, &ours);
  raise(SIGTSTP);
  sigaction(SIGTSTP, &ours, NULL);
  // A process that nobody could continue was not stopped, and has to come back all the same.
  atomic_store(&resumed, 1);
}

int rescue_take_resumed(void) { return atomic_exchange(&resumed, 0); }

_Noreturn void rescue_finish(int number) {
  restore_screen();
  if (number == SIGINT || number == SIGTERM) exit(128 + number);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  signal(number, SIG_DFL);
  raise(number);
  sigprocmask(SIG_UNBLOCK, &only, NULL);
  exit(128 + number);
}
