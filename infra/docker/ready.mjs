/** The health check of the container: 0 when /health/ready answers 200. */
const answer = await fetch('http://127.0.0.1:7300/health/ready', { signal: AbortSignal.timeout(5_000) });
process.exit(answer.ok ? 0 : 1);
