import type { OperationName } from '../../src/contract/generated/types.ts'
import type { Chance } from './mutated-requests-chance.ts'
import type { Json } from './mutated-requests-inputs.ts'
import { type Header, type RawRequest, type SigningKey, sign } from './mutated-requests-lane.ts'
import { mutatedValue } from './mutated-requests-values.ts'

/** A request that a client of ours would make, before it is sent. */
export interface Plain {
  readonly operation: OperationName
  readonly input: Json
  readonly host: string
  readonly now: number
}

export interface Mutated extends RawRequest {
  readonly operation: OperationName
  readonly change: string
  /** Broken as HTTP, so the parser may refuse it before any handler reads it. */
  readonly unreadable: boolean
}

/** What is changed, mostly the values of the input. */
const CHANGES = [
  ['nothing', () => ({})],
  ...Array<Entry>(8).fill(['value', ({ input }, chance) => ({ body: text(mutatedValue(input, chance)) })]),
  ['text', ({ input }, chance) => ({ body: spoiltText(JSON.stringify(input), chance) })],
  ['text', ({ input }, chance) => ({ body: spoiltText(JSON.stringify(input), chance) })],
  ['bytes', ({ input }, chance) => ({ body: spoiltBytes(text(input), chance) })],
  ['key', (plain, chance) => ({ key: chance.pick(KEYS), now: plain.now })],
  ['date', ({ now }, chance) => ({ now: now + chance.pick([-301, 301, -86_400, 1e9]) * 1000 })],
  ['signature', (_, chance) => ({ finish: (headers) => spoiltSignature(headers, chance) })],
  [
    'header before signing',
    (_, chance) => ({ prepare: (headers) => [...headers, chance.pick(EXTRA)], unreadable: true }),
  ],
  [
    'header after signing',
    (_, chance) => ({ finish: (headers) => [...headers, chance.pick(EXTRA)], unreadable: true }),
  ],
  ['lost header', (_, chance) => ({ finish: (headers) => dropped(headers, chance), unreadable: true })],
  ['doubled header', (_, chance) => ({ finish: (headers) => doubled(headers, chance), unreadable: true })],
  ['target', (plain, chance) => ({ prepare: (headers) => retargeted(headers, plain.operation, chance) })],
  ['size', (_, chance) => (chance.below(8) === 0 ? hugeBody(chance) : largeHeader(chance))],
  [
    'method',
    (_, chance) => ({ method: chance.pick(['GET', 'PUT', 'DELETE', 'PATCH', 'QUERY']), unreadable: true }),
  ],
  ['path', (_, chance) => ({ target: chance.pick(TARGETS), unreadable: true })],
] as const satisfies readonly Entry[]

type Entry = readonly [name: string, change: (plain: Plain, chance: Chance) => Change]

interface Change {
  readonly body?: Buffer
  readonly now?: number
  readonly key?: SigningKey
  readonly method?: string
  readonly target?: string
  readonly prepare?: (headers: readonly Header[]) => Header[]
  readonly finish?: (headers: readonly Header[]) => Header[]
  readonly unreadable?: boolean
}

export function mutated(plain: Plain, chance: Chance): Mutated {
  const entry: Entry = chance.pick<Entry>(CHANGES)
  const [change, make] = entry
  const { method = 'POST', target = '/', key, unreadable = false, ...rest } = make(plain, chance)
  const { body = text(plain.input), now = plain.now, prepare = keep, finish = keep } = rest
  const headers = sign(prepare(headersOf(plain)), body, now, key)
  const length: Header = ['content-length', `${body.length}`]
  return {
    operation: plain.operation,
    change,
    method,
    target,
    headers: [...finish(headers), length],
    body,
    unreadable,
  }
}

const keep = (headers: readonly Header[]) => [...headers]
const text = (input: Json) => Buffer.from(JSON.stringify(input))

function headersOf({ operation, host }: Plain): Header[] {
  return [
    ['host', host],
    ['content-type', 'application/x-amz-json-1.1'],
    ['x-amz-target', `AWSCognitoIdentityProviderService.${operation}`],
  ]
}

const KEYS: readonly SigningKey[] = [
  { accessKeyId: 'AKIAUNKNOWNUNKNOWN00' },
  { accessKeyId: 'x'.repeat(200) },
  { accessKeyId: 'a/b' },
  { secretAccessKey: 'not the secret' },
  { region: 'mars-north-1' },
  { region: '' },
  { service: 's3' },
]

const TARGETS = ['/?', '/?X-Amz-Algorithm=AWS4-HMAC-SHA256', '/?a=%zz', '/%2e%2e', '//', '/a/../', '/é', '*']

const EXTRA: readonly Header[] = [
  ['x-amz-security-token', 'token'],
  ['x-amz-content-sha256', 'UNSIGNED-PAYLOAD'],
  ['x-amz-content-sha256', '0'.repeat(64)],
  ['x-amz-user-agent', '\u00ff\u00fe'],
  ['date', 'yesterday'],
  ['content-encoding', 'gzip'],
  ['x-amz-meta', ''],
  ['x-forwarded-for', "1.2.3.4, ' or 1=1"],
  ['origin', 'null'],
  ['cookie', '='],
  ['expect', '100-continue'],
  ['expect', 'miracles'],
  ['connection', 'close'],
  ['accept-encoding', '*;q=0'],
]

function largeHeader(chance: Chance): Change {
  const header: Header = ['x-large', 'x'.repeat(chance.pick([4000, 16_000, 70_000]))]
  return { finish: (headers) => [...headers, header], unreadable: true }
}

function hugeBody(chance: Chance): Change {
  return { body: Buffer.alloc(chance.pick([1_048_576, 1_048_577, 1_300_000]), ' ') }
}

function dropped(headers: readonly Header[], chance: Chance): Header[] {
  const lost = chance.below(headers.length)
  return headers.filter((_, i) => i !== lost)
}

function doubled(headers: readonly Header[], chance: Chance): Header[] {
  const [name, value] = chance.pick(headers)
  return [...headers, [name, chance.pick([value, '', 'other'])]]
}

function retargeted(headers: readonly Header[], operation: string, chance: Chance): Header[] {
  const target = chance.pick([
    '',
    operation,
    `AWSCognitoIdentityProviderService.${operation.toLowerCase()}`,
    `AWSCognitoIdentityProviderService.${operation} `.repeat(2),
    'AWSCognitoIdentityProviderService.',
    'AWSCognitoIdentityProviderService.__proto__',
    'AWSCognitoIdentityProviderService.constructor',
    `AmazonCognitoIdentity.${operation}`,
  ])
  return headers.map(([name, value]) => [name, name === 'x-amz-target' ? target : value])
}

function spoiltSignature(headers: readonly Header[], chance: Chance): Header[] {
  return headers.map(([name, value]) => {
    if (name !== 'authorization') return [name, value]
    const at = chance.below(value.length)
    const other = chance.pick([' ', 'x', '=', ',', ''])
    return [
      name,
      chance.below(4) === 0 ? value.slice(0, at) : value.slice(0, at) + other + value.slice(at + 1),
    ]
  })
}

/** Text that may still be JSON, but not as a serializer writes it. */
function spoiltText(json: string, chance: Chance): Buffer {
  const at = chance.below(json.length + 1)
  const rest = json.slice(1)
  return Buffer.from(
    chance.pick([
      '',
      json.slice(0, at),
      `${json}}`,
      `${json}\u0000`,
      `\ufeff${json}`,
      `[${json}]`,
      `"${json}"`,
      `{"UserPoolId":"first","Username":1,${rest === '}' ? '"x":1}' : rest}`,
      `{"__proto__":{"UserPoolId":"x"},${rest === '}' ? '"x":1}' : rest}`,
      `/* a comment */${json}`,
      json.replaceAll('"', "'"),
      json.replace(/:("[^"]*"|\d+)/, ':1e999'),
      json.replace(/:("[^"]*"|\d+)/, `:${'9'.repeat(400)}`),
      json.replace(/:"/, ':"\\ud800'),
      json.replace(/:"/, ':"\\u0000'),
      json.replace(/:"/, ':"\\x'),
      '['.repeat(50_000),
      `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
      'null',
      '1',
      'NaN',
    ]),
  )
}

function spoiltBytes(body: Buffer, chance: Chance): Buffer {
  const spoilt = Buffer.from(body)
  for (let times = 1 + chance.below(4); times > 0 && spoilt.length > 0; times--) {
    spoilt[chance.below(spoilt.length)] = chance.pick([
      0,
      0x22,
      0x5c,
      0x7f,
      0x80,
      0xc0,
      0xed,
      0xff,
      chance.below(256),
    ])
  }
  return spoilt
}
