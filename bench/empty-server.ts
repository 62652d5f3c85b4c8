// The floor: the server's listener and nothing behind it. Every request is answered at once with the same bytes.
import { silentLog } from '../src/kernel/log.ts'
import { prometheusMetrics } from '../src/server/metrics.ts'
import { startServer } from '../src/server/start-server.ts'
import { successResponse } from '../src/wire/aws-json.ts'

const answer = successResponse('00000000-0000-4000-8000-000000000000', '{}')

const { port } = await startServer({
  config: {
    host: '127.0.0.1',
    port: 0,
    tlsCertFile: undefined,
    tlsKeyFile: undefined,
    bodyLimit: 1024 * 1024,
    trustProxy: 0,
    requestTimeout: 30_000,
    keepAliveTimeout: 75_000,
    shutdownGrace: 1000,
  },
  handleApi: async () => answer,
  pages: { fetch: () => new Response(null, { status: 404 }) },
  ready: async () => true,
  metrics: await prometheusMetrics(),
  log: silentLog,
})
process.stdout.write(`http://127.0.0.1:${port}\n`)
process.on('SIGTERM', () => process.exit(0))
