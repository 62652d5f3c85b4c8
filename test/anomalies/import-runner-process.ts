// A process that works on import jobs until it is killed, with a short lease and small batches: started by
// import-kill.test.ts with the address of a database.

import type { World } from '../../src/domain/requests/world.ts'
import { runImportJobs } from '../../src/jobs/run-import-jobs.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import { pinoLog } from '../../src/kernel/log.ts'
import { openDatabase } from '../../src/storage/driver/open-database.ts'
import { storageOn } from '../stores/pool-of-users.ts'

const storage = await storageOn(await openDatabase({ file: process.argv[2] ?? '' }))
const log = pinoLog('error', process.stderr)
const world = { storage, clock: systemClock, entropy: systemEntropy, log } as World // everything that imports use of it
runImportJobs(world, { lease: 100, pause: 20, batch: 25 })
setInterval(() => {}, 1000) // keeps the process alive, whether or not there is work
process.stdout.write('working\n')
