import nock from 'nock';

// No test can reach the network: everything but loopback is refused at connect.
nock.disableNetConnect();
nock.enableNetConnect((host) => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host));
