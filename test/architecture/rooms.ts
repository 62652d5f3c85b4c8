/** The rooms and what each may import: the whole table of ARCHITECTURE.md as data. */
export interface Room {
  readonly name: string
  /** A folder (with its slash) or a single file. */
  readonly path: string
  /** Rooms, or parts of rooms (`room:part`), that it may import besides itself. `room:types` is `import type`. */
  readonly imports: readonly string[] | 'everything'
}

export const rooms: readonly Room[] = [
  { name: 'kernel', path: 'src/kernel/', imports: [] },
  { name: 'contract', path: 'src/contract/', imports: ['kernel'] },
  { name: 'domain', path: 'src/domain/', imports: ['kernel', 'contract:values', 'contract:errors'] },
  { name: 'storage', path: 'src/storage/', imports: ['kernel', 'domain', 'contract:values'] },
  { name: 'gateways', path: 'src/gateways/', imports: ['kernel', 'domain'] },
  { name: 'operations', path: 'src/operations/', imports: ['kernel', 'contract', 'domain'] },
  {
    name: 'hosted',
    path: 'src/hosted/',
    imports: ['kernel', 'domain', 'contract:values', 'contract:errors'],
  },
  { name: 'jobs', path: 'src/jobs/', imports: ['kernel', 'domain'] },
  {
    name: 'wire',
    path: 'src/wire/',
    imports: [
      'kernel',
      'contract',
      'operations',
      'domain:types',
      'domain:audit',
      'domain:iam',
      'domain:requests',
      'domain:tokens',
    ],
  },
  { name: 'server', path: 'src/server/', imports: ['kernel', 'wire', 'hosted'] },
  { name: 'config', path: 'src/config/', imports: ['kernel'] },
  { name: 'testing', path: 'src/testing/', imports: ['kernel', 'types'] },
  { name: 'types', path: 'types/', imports: [] },
  { name: 'app', path: 'src/app.ts', imports: 'everything' },
  { name: 'cli', path: 'src/cli/', imports: 'everything' },
  { name: 'console', path: 'console/', imports: [] },
  { name: 'scripts', path: 'scripts/', imports: 'everything' },
  { name: 'test', path: 'test/', imports: 'everything' },
  { name: 'bench', path: 'bench/', imports: 'everything' },
]

/** Rooms outside the product: they may use all of it, but it uses none of them. */
export const outside = ['test', 'bench', 'scripts']

/** What the parts of the contract are called that rooms without the wire's shapes may use. */
export const contractParts: Readonly<Record<string, string>> = {
  'src/contract/service-error.ts': 'contract:errors',
  'src/contract/generated/error-names.ts': 'contract:values',
  'src/contract/traits/request-category.ts': 'contract:values',
}

/** Of this file only the unions of string literals count as `contract:values`. */
export const contractTypes = 'src/contract/generated/types.ts'

/** The folder of the domain for flows over several requests. All others are subjects. */
export const journeys = 'journeys'

/** Files of src/operations/ that may see the operations themselves. */
export const registries = ['src/operations/registry.ts', 'src/operations/generated/operations.ts']

/** Packages and built-in modules that only some rooms may use; one that ends in `/` means a scope. */
export const homes: ReadonlyArray<{
  readonly packages: readonly string[]
  readonly rooms: readonly string[]
}> = [
  { packages: ['pg', '@photostructure/sqlite', 'node:sqlite'], rooms: ['storage'] },
  { packages: ['hono'], rooms: ['hosted', 'server'] },
  { packages: ['nodemailer', '@xmldom/'], rooms: ['gateways'] },
  { packages: ['openid-client', 'xml-crypto', 'xml-encryption'], rooms: ['gateways'] },
  { packages: ['otpauth'], rooms: ['domain'] },
  { packages: ['@simplewebauthn/'], rooms: ['domain'] },
  { packages: ['prom-client'], rooms: ['server'] },
  { packages: ['pino'], rooms: ['kernel'] },
  { packages: ['commander'], rooms: [] },
  { packages: ['yaml'], rooms: ['config', 'testing'] },
  { packages: ['@aws-sdk/'], rooms: ['gateways', 'console'] },
  {
    packages: ['node:fs', 'node:fs/promises', 'node:child_process', 'node:cluster', 'node:worker_threads'],
    rooms: ['kernel', 'contract', 'storage', 'gateways', 'hosted', 'server', 'config', 'wire', 'testing'],
  },
  {
    packages: ['node:http', 'node:https', 'node:http2', 'node:net', 'node:tls', 'node:dgram', 'node:dns'],
    rooms: ['gateways', 'hosted', 'server', 'wire', 'testing'],
  },
]

/** Rooms that may use time, chance and the environment; the others receive them as parameters. */
export const ambientRooms = [
  'kernel',
  'config',
  'gateways',
  'server',
  'cli',
  'testing',
  'console',
  ...outside,
]

/** Where the search over all imports starts. */
export const entryPoints = [
  'src/app.ts',
  'src/cli/main.ts',
  'src/gateways/functions/module-runner.ts',
  'src/testing/start-poolhouse.ts',
]

/** Files that only tests, scripts or benchmarks use, each with its reason. */
export const reachedOnlyByTests: readonly string[] = []

export function roomOf(path: string): Room | undefined {
  return rooms.find((room) => (room.path.endsWith('/') ? path.startsWith(room.path) : path === room.path))
}
