// The floor: the server's listener, and behind it nothing but the work named by the argument. Sign-ins are measured
// against the cryptography that they can't do without, done in the same place: on the thread that answers, while other
// requests wait, with signatures on the other threads.
import { generateKeyPairSync, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { MODULUS_BYTES, modularExponentiation } from '../src/kernel/cryptography/modular-exponentiation.ts'
import { systemEntropy } from '../src/kernel/entropy.ts'
import { silentLog } from '../src/kernel/log.ts'
import { prometheusMetrics } from '../src/server/metrics.ts'
import { metricsPage } from '../src/server/metrics-page.ts'
import { startServer } from '../src/server/start-server.ts'
import { successResponse } from '../src/wire/aws-json.ts'

const answer = successResponse('00000000-0000-4000-8000-000000000000', '{}')
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const claims = Buffer.alloc(800, 'x')
const signing = promisify(sign)
const base = systemEntropy.bytes(MODULUS_BYTES)
base[0] = 0x7f // below the modulus

/** The access token's signature and the ID token's. */
async function signTwice(): Promise<void> {
  await Promise.all([signing('sha256', claims, privateKey), signing('sha256', claims, privateKey)])
}

const WORK: Readonly<Record<string, () => Promise<void>>> = {
  nothing: async () => {},
  signatures: signTwice,
  exponentiation: async () => void modularExponentiation(base, systemEntropy.bytes(32)),
}

const work = WORK[process.argv[2] ?? 'nothing']
if (!work) throw new Error('the argument names no work')

const metrics = await prometheusMetrics()
const { port } = await startServer({
  config: {
    host: '127.0.0.1',
    port: 0,
    tlsCertFile: undefined,
    tlsKeyFile: undefined,
    bodyLimit: 2 * 1024 * 1024,
    trustProxy: 0,
    requestTimeout: 30_000,
    keepAliveTimeout: 75_000,
    shutdownGrace: 1000,
  },
  async handleApi() {
    await work()
    return answer
  },
  pages: { answer: async () => ({ status: 404, headers: [], cookies: [], body: '' }) },
  uploads: { receive: async () => ({ status: 404, headers: {}, body: '' }) },
  ready: async () => true,
  metrics,
  metricsPage: metricsPage(metrics, undefined),
  log: silentLog,
})
process.stdout.write(`http://127.0.0.1:${port}\n`)
process.on('SIGTERM', () => process.exit(0))
