// A block a second, as a chain would; a test mines more by asking.
module.exports = { networks: { hardhat: { mining: { auto: false, interval: 1000 } } } };
