// The package's export `poolhouse/testing`. Its types, for applications, are in types/testing.d.cts.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import type * as declared from '../../types/testing.d.cts'
import { openInbox } from './inbox.ts'
import { startServer } from './server-process.ts'

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test-secret-of-our-tests' }
const REGION = 'us-east-1'
const STARTS_WITHIN = 30_000

/** Tests make any number of wrong guesses and messages, all from one address. */
const WITHOUT_LIMITS = {
  addressFailures: 'unlimited',
  messagesPerUser: 'unlimited',
  messagesPerRecipient: 'unlimited',
  messagesPerAddress: 'unlimited',
}

export const startPoolhouse: typeof declared.startPoolhouse = async (options = {}) => {
  const { port = 0, credentials = CREDENTIALS, settings = {}, startTimeout = STARTS_WITHIN } = options
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-testing-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const seedFile = seedIn(folder, options.seed)
    const region = options.region ?? regionOf(seedFile) ?? REGION
    const inboxToken = randomUUID()
    const all = {
      ...WITHOUT_LIMITS,
      port,
      dataDir: join(folder, 'data'),
      defaultRegion: region,
      issuerForm: 'aws',
      logLevel: 'warn',
      inboxToken,
      rootAccessKeyId: credentials.accessKeyId,
      rootSecretAccessKey: credentials.secretAccessKey,
      ...(seedFile !== undefined && { seedFile }),
      ...settings,
    }
    const server = await startServer(toEnvironment(all), startTimeout)
    const onExit = () => {
      server.kill()
      remove()
    }
    process.once('exit', onExit)
    const { url: endpoint } = server
    return {
      endpoint,
      region,
      credentials,
      environment: {
        AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoint,
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      },
      inbox: openInbox(endpoint, inboxToken),
      async stop() {
        await server.stop()
        process.off('exit', onExit)
        remove()
      },
    }
  } catch (error) {
    remove()
    throw error
  }
}

/** The path of the seed file, which is written first if the seed is an object. */
function seedIn(folder: string, seed: string | object | undefined): string | undefined {
  if (seed === undefined) return undefined
  if (typeof seed === 'string') return resolve(seed)
  const file = join(folder, 'seed.json')
  writeFileSync(file, JSON.stringify(seed))
  return file
}

/** The region of the first pool. Undefined if the file has a mistake, which the server then names. */
function regionOf(seedFile: string | undefined): string | undefined {
  if (seedFile === undefined) return undefined
  try {
    const id: unknown = parse(readFileSync(seedFile, 'utf8'))?.UserPools?.[0]?.Id
    return typeof id === 'string' ? id.slice(0, id.indexOf('_')) : undefined
  } catch {
    return undefined
  }
}

/** Settings as environment variables: `POOLHOUSE_DATA_DIR` for `dataDir` or `data-dir`. */
function toEnvironment(settings: Readonly<Record<string, unknown>>): Record<string, string> {
  const nameOf = (name: string) => name.replace(/[A-Z]/g, '_$&').replaceAll('-', '_').toUpperCase()
  return Object.fromEntries(
    Object.entries(settings).map(([name, it]) => [`POOLHOUSE_${nameOf(name)}`, `${it}`]),
  )
}
