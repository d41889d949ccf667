/** Loaded into a measured server before its own code: tells the bench what the process used so far, and ends with the bench. */
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  const { maxRSS } = process.resourceUsage();
  process.send?.({ cpuMicros: user + system, rss: process.memoryUsage.rss(), maxRss: maxRSS * 1_024 });
});
process.on('disconnect', () => process.exit(0));
// A server lives by its socket; the channel alone keeps nothing alive.
process.channel?.unref();
