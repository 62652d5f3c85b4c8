import { parseArgs } from 'node:util'

export interface Options {
  /** Only operations whose name matches. */
  readonly only: RegExp
  /** Only promises of requests whose text matches; otherwise those whose operations all match `only`. */
  readonly promise: RegExp | undefined
  readonly databases: readonly DatabaseName[]
  /** Of each scenario. */
  readonly seconds: number
  readonly json: boolean
  /** Users in the large pool, whose cost is compared with that of a pool of 1,000. */
  readonly users: number
  /** Rows of an import job, which is then measured in place of the operations. */
  readonly importRows: number | undefined
  /** Authentication events in a large pool, whose first page is then measured in place of the operations. */
  readonly events: number | undefined
  /** Left out where only some operations are asked for. */
  readonly withScale: boolean
}

export type DatabaseName = 'sqlite' | 'postgresql'

const DATABASES = ['sqlite', 'postgresql'] as const

/** A pattern that no operation's name matches. */
const NONE = '^$'

/** Throws with a sentence for whoever typed the options. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      promise: { type: 'string' },
      database: { type: 'string' },
      seconds: { type: 'string', default: '1' },
      users: { type: 'string' },
      import: { type: 'string' },
      events: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  return {
    only: new RegExp(values.only ?? (values.promise === undefined ? '' : NONE), 'i'),
    promise: values.promise === undefined ? undefined : new RegExp(values.promise, 'i'),
    withScale: (values.only ?? values.promise) === undefined || values.users !== undefined,
    databases: DATABASES.filter((name) => name === (readDatabase(values.database) ?? name)),
    seconds: readNumber('--seconds', values.seconds),
    users: readNumber('--users', values.users ?? '50000'),
    importRows: values.import === undefined ? undefined : readNumber('--import', values.import),
    events: values.events === undefined ? undefined : readNumber('--events', values.events),
    json: values.json,
  }
}

function readDatabase(text: string | undefined): DatabaseName | undefined {
  const name = DATABASES.find((known) => known === text)
  if (text !== undefined && !name) throw new Error(`--database is one of ${DATABASES.join(', ')}`)
  return name
}

function readNumber(option: string, text: string): number {
  const number = Number(text)
  if (!(number > 0)) throw new Error(`${option} takes a number above 0`)
  return number
}
