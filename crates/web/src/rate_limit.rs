//! How often a caller may make requests.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::Clock;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::problem::{Problem, ProblemKind};
use crate::server_settings::ServerSettings;

/// Requests with the same key are counted together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RateKey {
    /// The subject of a valid token.
    Subject(String),
    /// Without a valid token, the address of the peer; of an IPv6 address the first 64 bits, which usually belong to
    /// one network.
    Address(Option<IpAddr>),
}

impl RateKey {
    /// The key of an address.
    pub fn from_address(address: Option<IpAddr>) -> Self {
        Self::Address(address.map(|address| match address {
            IpAddr::V4(_) => address,
            IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        }))
    }
}

/// Counts requests by key. Shared by all threads of a server.
pub struct RateLimit {
    limiter: Option<DefaultKeyedRateLimiter<RateKey>>,
    checked: AtomicU32,
}

/// Number of checks after which the keys without recent requests are dropped.
const CHECKS_BETWEEN_SWEEPS: u32 = 10_000;

impl RateLimit {
    /// The limit of the settings; none where `requests_per_second` is 0.
    pub fn new(settings: &ServerSettings) -> Self {
        let period = Duration::from_secs(1).checked_div(settings.requests_per_second);
        let burst = NonZeroU32::new(settings.burst).unwrap_or(NonZeroU32::MIN);
        let quota = period.and_then(Quota::with_period).map(|quota| quota.allow_burst(burst));
        Self { limiter: quota.map(RateLimiter::keyed), checked: AtomicU32::new(0) }
    }

    /// Counts one request.
    ///
    /// # Errors
    /// When the key is above its limit: [`ProblemKind::TooManyRequests`] with the seconds to wait.
    pub fn check(&self, key: &RateKey) -> Result<(), Problem> {
        let Some(limiter) = &self.limiter else { return Ok(()) };
        if self.checked.fetch_add(1, Ordering::Relaxed) % CHECKS_BETWEEN_SWEEPS == CHECKS_BETWEEN_SWEEPS - 1 {
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

    fn limit(requests_per_second: u32, burst: u32) -> RateLimit {
        RateLimit::new(&ServerSettings { requests_per_second, burst, ..ServerSettings::default() })
    }

    #[test]
    fn a_caller_above_the_burst_is_refused_and_other_callers_are_not() {
        let limit = limit(1, 2);
        let (one, other) = (RateKey::Subject("one".to_owned()), RateKey::Subject("other".to_owned()));
        assert!(limit.check(&one).is_ok() && limit.check(&one).is_ok());
        assert_eq!(limit.check(&one).expect_err("the third").kind, ProblemKind::TooManyRequests);
        assert!(limit.check(&other).is_ok());
    }

    #[test]
    fn a_rate_of_zero_means_no_limit() {
        let limit = limit(0, 1);
        let one = RateKey::Subject("one".to_owned());
        assert!((0..1_000).all(|_| limit.check(&one).is_ok()));
    }

    #[test]
    fn ipv6_addresses_of_one_network_are_counted_together() {
        let key = |address: &str| RateKey::from_address(address.parse().ok());
        assert_eq!(key("2001:db8::1"), key("2001:db8::ffff:1"));
        assert_ne!(key("2001:db8::1"), key("2001:db8:0:1::1"));
        assert_ne!(key("192.0.2.1"), key("192.0.2.2"));
    }
}
