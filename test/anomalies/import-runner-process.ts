// A process that works on import jobs until it is killed, with a short lease and small batches: started by
// import-kill.test.ts with the address of a database. With a number and a path too, it stalls in the middle of a batch,
// once it has read so many rows, until there is a file at the path.
import { existsSync } from 'node:fs'
import type { World } from '../../src/domain/requests/world.ts'
import { runImportJobs } from '../../src/jobs/run-import-jobs.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import { pinoLog } from '../../src/kernel/log.ts'
import { openDatabase } from '../../src/storage/driver/open-database.ts'
import { storageOn } from '../stores/pool-of-users.ts'

const [, , file = '', stallsAfter, goesOnAt = ''] = process.argv
/** Far longer than the test waits. */
const PATIENCE = 120_000
const cell = new Int32Array(new SharedArrayBuffer(4))

let drawn = 0
/** Every row that is read draws one id. */
function bytes(length: number): Buffer {
  if (++drawn === Number(stallsAfter)) {
    process.stdout.write('stalled\n')
    for (const end = Date.now() + PATIENCE; !existsSync(goesOnAt) && Date.now() < end; )
      Atomics.wait(cell, 0, 0, 10)
  }
  return systemEntropy.bytes(length)
}

const storage = await storageOn(await openDatabase({ file }))
const log = pinoLog('error', process.stderr)
const world = { storage, clock: systemClock, entropy: { ...systemEntropy, bytes }, log } as World // everything that imports use of it
runImportJobs(world, { lease: 100, pause: 20, batch: 25 })
setInterval(() => {}, 1000) // keeps the process alive, whether or not there is work
process.stdout.write('working\n')
