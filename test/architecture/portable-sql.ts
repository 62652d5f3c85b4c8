import type { Source } from './source.ts'

/**
 * Something in PostgreSQL's SQL that CockroachDB or YugabyteDB doesn't take, or takes for something else, as their lists of
 * differences say: https://www.cockroachlabs.com/docs/stable/postgresql-compatibility, …/known-limitations and
 * https://docs.yugabyte.com/latest/explore/ysql-language-features/postgresql-compatibility/
 */
interface Unportable {
  readonly pattern: RegExp
  readonly what: string
  readonly reason: string
}

const NEITHER = 'neither CockroachDB nor YugabyteDB has it'

export const UNPORTABLE: readonly Unportable[] = [
  {
    pattern: /\b(un)?listen\s+[a-z_]|\bnotify\s+[a-z_]|\bpg_notify\b/i,
    what: 'listen, notify',
    reason: NEITHER,
  },
  { pattern: /\bexclude\s+using\b/i, what: 'an exclusion constraint', reason: NEITHER },
  {
    pattern: /\binitially\s+(deferred|immediate)\b|\bdeferrable\b/i,
    what: 'a deferrable constraint',
    reason: NEITHER,
  },
  { pattern: /\binherits\s*\(/i, what: 'inheritance of tables', reason: NEITHER },
  { pattern: /\block\s+table\b/i, what: 'lock table', reason: NEITHER },
  {
    pattern: /\busing\s+(gist|spgist|brin|hash)\b/i,
    what: 'an index other than b-tree and GIN',
    reason: NEITHER,
  },
  { pattern: /\b(ctid|xmin|xmax|cmin|cmax|tableoid)\b/, what: 'a system column', reason: NEITHER },
  {
    pattern: /\bpg_(try_)?advisory_/i,
    what: 'an advisory lock',
    reason: 'CockroachDB only pretends to take it',
  },
  { pattern: /\blo_(create|import|export|from_bytea)\b/i, what: 'a large object', reason: NEITHER },
  {
    pattern: /\bcreate\s+(constraint\s+)?trigger\b/i,
    what: 'a trigger',
    reason: 'CockroachDB only has it since 24.3',
  },
  {
    pattern:
      /\bcreate\s+(or\s+replace\s+)?(function|procedure|rule|domain|extension|aggregate|cast|operator)\b/i,
    what: 'an object that extends the language',
    reason: 'CockroachDB lacks most of them, and differs in the others',
  },
  {
    pattern: /\bcreate\s+(temporary|temp|unlogged)\b/i,
    what: 'a temporary or unlogged table',
    reason: 'CockroachDB only experiments with it',
  },
  {
    pattern: /\balter\s+column\s+\S+\s+(set\s+data\s+)?type\b/i,
    what: 'another type of a column',
    reason: 'CockroachDB refuses most, within transactions all',
  },
  {
    pattern: /\btruncate\b/i,
    what: 'truncate',
    reason: 'YugabyteDB needs a lock on the table that fails others',
  },
  {
    pattern: /\bserial\b/i,
    what: 'serial',
    reason: 'CockroachDB gives numbers that are no safe integers, and not in order',
  },
  {
    pattern: /\bfor\s+(no\s+key\s+update|key\s+share)\b/i,
    what: 'a lock weaker than for update',
    reason: 'CockroachDB takes it for another one',
  },
  {
    pattern: /\b(tsvector|tsquery|to_tsvector|xml|money|hstore)\b/i,
    what: 'a type that not all have',
    reason: 'no XML in YugabyteDB, no money and XML in CockroachDB',
  },
  {
    pattern: /\bon\s+conflict\s*\([^)]*\(/i,
    what: 'an expression as the target of on conflict',
    reason: 'CockroachDB refuses it',
  },
  {
    pattern: /\bset\s+constraints\b|\bprepare\s+transaction\b/i,
    what: 'deferred constraints, two-phase commit',
    reason: NEITHER,
  },
]

/** What is wrong with a text of SQL, or of TypeScript with SQL in it. */
export function unportable({ path, text }: Pick<Source, 'path' | 'text'>): string[] {
  return withoutComments(path, text)
    .split('\n')
    .flatMap((line, i) =>
      UNPORTABLE.filter(({ pattern }) => pattern.test(line)).map(
        ({ what, reason }) => `${path}:${i + 1} uses ${what}: ${reason}`,
      ),
    )
}

/** Keeps the lines, so that they can be counted. */
function withoutComments(path: string, text: string): string {
  if (path.endsWith('.sql')) return text.replace(/--.*/g, '')
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''))
    .replace(/(^|\s)\/\/.*/g, '$1')
}
