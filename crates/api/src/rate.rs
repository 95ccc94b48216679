//! How often a caller may ask.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::Clock;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::problem::{Problem, ProblemKind};
use crate::shared::Limits;

/// Whose requests are counted together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum RateKey {
    /// Those with the tokens of one subject.
    Subject(String),
    /// Those without a valid token, by the address that they come from; of IPv6 the first 64 bits, which one place
    /// usually has to itself.
    Address(Option<IpAddr>),
}

impl RateKey {
    /// Whoever asks from an address.
    pub(crate) fn from_address(address: Option<IpAddr>) -> Self {
        Self::Address(address.map(|address| match address {
            IpAddr::V4(_) => address,
            IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        }))
    }
}

/// Counts requests by who asks. Shared by all threads of a server.
pub(crate) struct Rate {
    limiter: Option<DefaultKeyedRateLimiter<RateKey>>,
    asked: AtomicU32,
}

/// After so many requests those who haven't asked for a while are forgotten.
const SWEEP: u32 = 10_000;

impl Rate {
    pub(crate) fn new(limits: &Limits) -> Self {
        let period =
            Duration::from_secs(1).checked_div(u32::try_from(limits.requests_per_second).unwrap_or(u32::MAX));
        let burst = NonZeroU32::new(limits.burst).unwrap_or(NonZeroU32::MIN);
        let quota = period.and_then(Quota::with_period).map(|quota| quota.allow_burst(burst));
        Self { limiter: quota.map(RateLimiter::keyed), asked: AtomicU32::new(0) }
    }

    /// Whether somebody may ask now, or how long they have to wait.
    pub(crate) fn check(&self, key: &RateKey) -> Result<(), Problem> {
        let Some(limiter) = &self.limiter else { return Ok(()) };
        if self.asked.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            limiter.retain_recent();
        }
        limiter.check_key(key).map_err(|until| {
            let wait = until.wait_time_from(limiter.clock().now());
            let seconds = wait.as_secs() + 1;
            Problem::new(
                ProblemKind::TooManyRequests,
                format!("too many requests; wait {seconds} s before the next one"),
            )
            .retry_after(seconds)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_burst_one_waits_and_others_dont() {
        let rate = Rate::new(&Limits { requests_per_second: 1, burst: 2, ..Limits::default() });
        let (one, other) = (RateKey::Subject("one".to_owned()), RateKey::Subject("other".to_owned()));
        assert!(rate.check(&one).is_ok() && rate.check(&one).is_ok());
        assert_eq!(rate.check(&one).expect_err("the third").kind, ProblemKind::TooManyRequests);
        assert!(rate.check(&other).is_ok());
    }

    #[test]
    fn no_rate_means_no_limit() {
        let rate = Rate::new(&Limits { requests_per_second: 0, burst: 1, ..Limits::default() });
        let one = RateKey::Subject("one".to_owned());
        assert!((0..1_000).all(|_| rate.check(&one).is_ok()));
    }

    #[test]
    fn neighbours_of_one_network_are_counted_together() {
        let key = |address: &str| RateKey::from_address(address.parse().ok());
        assert_eq!(key("2001:db8::1"), key("2001:db8::ffff:1"));
        assert_ne!(key("2001:db8::1"), key("2001:db8:0:1::1"));
        assert_ne!(key("192.0.2.1"), key("192.0.2.2"));
    }
}
