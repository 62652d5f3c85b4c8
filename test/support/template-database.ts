import { randomBytes } from 'node:crypto'
import { migrate } from '../../src/storage/driver/migrate.ts'
import { openDatabase } from '../../src/storage/driver/open-database.ts'

const TEMPLATE = 'poolhouse_template'

/**
 * Makes a database with the tables of this version, of which suites get copies: to copy it takes PostgreSQL a small
 * part of the time of all migrations. Returns its name, which POOLHOUSE_TEST_TEMPLATE makes known to the tests.
 *
 * @param server the URL of a server whose user may create databases
 */
export async function makeTemplate(server: string): Promise<string> {
  await runAlone(server, `create database ${TEMPLATE}`)
  const database = await openDatabase({ url: inDatabase(server, TEMPLATE), poolSize: 1 })
  try {
    await migrate(database, Date.now())
  } finally {
    await database.close()
  }
  return TEMPLATE
}

/** A database that is a copy of the template between `create` and `drop`. */
export function copyOfTemplate(server: string, template: string) {
  const name = `test_${randomBytes(8).toString('hex')}`
  return {
    url: inDatabase(server, name),
    create: () => runAlone(server, `create database ${name} template ${template} strategy file_copy`),
    drop: () => runAlone(server, `drop database if exists ${name} with (force)`),
  }
}

function inDatabase(server: string, name: string): string {
  const address = new URL(server)
  address.pathname = name
  return address.href
}

/** Runs a statement on a connection of its own. */
export async function runAlone(url: string, sql: string): Promise<void> {
  const database = await openDatabase({ url, poolSize: 1 })
  try {
    await database.run(sql)
  } finally {
    await database.close()
  }
}
