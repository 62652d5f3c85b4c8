import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../../src/storage/driver/open-database.ts'
import { startPoolhouse } from '../../support/poolhouse.ts'

/** A server on a database file in which import jobs can be put under way from outside. */
export async function startImportingHouse() {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-import-'))
  const address = { file: join(folder, 'poolhouse.db') }
  const house = await startPoolhouse({ database: address })
  const database = await openDatabase(address)
  return {
    house,
    async startImport(userPoolId: string): Promise<void> {
      await database.run(
        'insert into user_import_jobs (user_pool_id, id, status) values ($1, $2, $3)',
        userPoolId,
        'import-1',
        'InProgress',
      )
    },
    async close(): Promise<void> {
      await database.close()
      await house.close()
      rmSync(folder, { recursive: true })
    },
  }
}
