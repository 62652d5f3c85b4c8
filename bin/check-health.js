// The health check of a container: ends with 0 if the server on this machine's port answers, and else with 1.
const port = process.env.POOLHOUSE_PORT || '7665'
const secure = Boolean(process.env.POOLHOUSE_TLS_CERT_FILE)
const { get } = secure ? require('node:https') : require('node:http')

// The certificate is for the public name; that this machine answers is all that counts.
const options = { host: '127.0.0.1', port, path: '/health', timeout: 4000, rejectUnauthorized: false }
const request = get(options, ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1))
request.on('timeout', () => request.destroy(new Error('no answer within 4 s')))
request.on('error', ({ message }) => {
  console.error(message)
  process.exit(1)
})
