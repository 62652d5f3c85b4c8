import { withoutPassword } from './address.ts'
import { atLeastASecond } from './rate-values.ts'
import { secretInPart, withDefault } from './setting.ts'
import { databaseAddress, wholeNumber } from './values.ts'

/** Where the database is and how it is used. */
export const DATABASE_SETTINGS = {
  databaseUrl: secretInPart(
    databaseAddress,
    'PostgreSQL, postgres://user:password@host/database, or host1,host2 for a primary and its standbys; else embedded SQLite',
    withoutPassword,
  ),
  databaseDirectUrl: secretInPart(
    databaseAddress,
    'the same database past a pooler such as PgBouncer in transaction mode, if database-url leads to one',
    withoutPassword,
  ),
  databasePrimaryUrl: secretInPart(
    databaseAddress,
    'PostgreSQL that takes changes while that of database-url is a read-only replica',
    withoutPassword,
  ),
  databasePoolSize: withDefault(
    '10',
    wholeNumber(1, 1000),
    'most connections to PostgreSQL of each process, and one more that marks the database as in use',
  ),
  databaseStatementTimeout: withDefault(
    '15s',
    atLeastASecond,
    'longest time that PostgreSQL may take for a statement',
  ),
}
