//! Ctrl-C, a request to end, a closed terminal: noted while somebody is being asked.
//!
//! A signal never ends the program in the middle of a prompt: it becomes an error of kind
//! `Interrupted`, which means pause, and everything is put back on the way out. When nobody is asked
//! any more, the signals do again what they always do.

use std::io::{self, Read};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};

/// Signals are noted as long as this lives.
pub(super) struct Signals {
    hub: &'static Hub,
}

/// The handlers stay installed; whether they note or do as always is a flag.
struct Hub {
    raised: Arc<AtomicBool>,
    idle: Arc<AtomicBool>,
    /// Readable once a signal came: a wait that began just before the signal wakes too.
    wake: UnixStream,
}

static HUB: OnceLock<Hub> = OnceLock::new();

/// Lets a limit on the size of files be met as an error of writing, with a message, and not as the
/// end of the program.
pub fn outlive_file_limits() {
    // Without a handler the limit ends the program as it does any other; nothing is lost by that.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
}

impl Signals {
    /// Begins to note signals.
    pub(super) fn install() -> io::Result<Self> {
        let hub = match HUB.get() {
            Some(hub) => {
                // What came before belongs to whoever asked then.
                hub.raised.store(false, Ordering::SeqCst);
                while matches!((&hub.wake).read(&mut [0; 64]), Ok(1..)) {}
                hub
            }
            None => {
                let hub = Hub::install()?;
                HUB.get_or_init(|| hub)
            }
        };
        hub.idle.store(false, Ordering::SeqCst);
        Ok(Signals { hub })
    }

    /// Gives an error if a signal came.
    pub(super) fn check(&self) -> io::Result<()> {
        if self.hub.raised.load(Ordering::SeqCst) {
            Err(io::ErrorKind::Interrupted.into())
        } else {
            Ok(())
        }
    }

    /// Waits until there is something to read; false when the time has passed.
    pub(super) fn wait(&self, input: BorrowedFd<'_>, time: Option<Duration>) -> io::Result<bool> {
        self.check()?;
        let time = time.and_then(|time| Timespec::try_from(time).ok());
        let mut waited = [
            PollFd::from_borrowed_fd(input, PollFlags::IN),
            PollFd::from_borrowed_fd(self.hub.wake.as_fd(), PollFlags::IN),
        ];
        match poll(&mut waited, time.as_ref()) {
            Ok(_) => {
                self.check()?;
                // A terminal that went away is "ready" too: reading then says so.
                Ok(!waited[0].revents().is_empty())
            }
            Err(error) if error == rustix::io::Errno::INTR => {
                self.check()?;
                Ok(false)
            }
            Err(error) => Err(error.into()),
        }
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        self.hub.idle.store(true, Ordering::SeqCst);
    }
}

impl Hub {
    fn install() -> io::Result<Hub> {
        let raised = Arc::new(AtomicBool::new(false));
        let idle = Arc::new(AtomicBool::new(false));
        let (wake, waker) = UnixStream::pair()?;
        wake.set_nonblocking(true)?;
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            signal_hook::flag::register_conditional_default(signal, Arc::clone(&idle))?;
            signal_hook::flag::register(signal, Arc::clone(&raised))?;
            signal_hook::low_level::pipe::register(signal, waker.try_clone()?)?;
        }
        Ok(Hub { raised, idle, wake })
    }
}
