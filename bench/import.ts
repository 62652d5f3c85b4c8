import { setTimeout as sleep } from 'node:timers/promises'
import type { DatabaseName } from './options.ts'
import { onDatabase } from './run-database.ts'
import { type ServerProcess, startPoolhouse } from './server-process.ts'

/** Measures a user import job: rows a second, and the memory of the server meanwhile. */
export function runImport(database: DatabaseName, rows: number): Promise<string> {
  return onDatabase(database, async (place) => {
    const server = await startPoolhouse(place)
    try {
      return `${database}: ${await measureImport(server, rows)}`
    } finally {
      await server.stop()
    }
  })
}

async function measureImport({ caller, usage }: ServerProcess, rows: number): Promise<string> {
  const { call } = caller
  const { UserPool } = await call('CreateUserPool', { PoolName: 'bench', AutoVerifiedAttributes: ['email'] })
  const UserPoolId = UserPool?.Id ?? ''
  const { CSVHeader = [] } = await call('GetCSVHeader', { UserPoolId })
  const { UserImportJob } = await call('CreateUserImportJob', {
    UserPoolId,
    JobName: 'bench',
    CloudWatchLogsRoleArn: 'arn:aws:iam::123456789012:role/import-log',
  })
  const { JobId = '', PreSignedUrl = '' } = UserImportJob ?? {}
  const body = ReadableStream.from(fileOf(CSVHeader, rows))
  const uploadStart = performance.now()
  const upload = await fetch(PreSignedUrl, { method: 'PUT', body, duplex: 'half' } as RequestInit)
  if (!upload.ok) throw new Error(`the upload was answered with ${upload.status}`)
  const uploadSeconds = (performance.now() - uploadStart) / 1000

  const start = performance.now()
  const before = await usage()
  let highest = before.residentBytes
  await call('StartUserImportJob', { UserPoolId, JobId })
  for (;;) {
    await sleep(500)
    highest = Math.max(highest, (await usage()).residentBytes)
    const { UserImportJob: job } = await call('DescribeUserImportJob', { UserPoolId, JobId })
    if (job?.Status === 'Pending' || job?.Status === 'InProgress') continue
    const seconds = (performance.now() - start) / 1000
    const cpu = (await usage()).cpuSeconds - before.cpuSeconds
    return [
      `${job?.Status}: ${job?.ImportedUsers} of ${rows} users`,
      `upload ${uploadSeconds.toFixed(1)} s, import ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows/s`,
      `CPU ${((1000 * cpu) / rows).toFixed(3)} ms a row, highest RSS ${Math.round(highest / 2 ** 20)} MiB`,
      '',
    ].join('\n')
  }
}

/** In pieces of a thousand rows: the client's memory stays flat as well. */
async function* fileOf(columns: readonly string[], rows: number): AsyncGenerator<Buffer> {
  yield Buffer.from(`${columns.join(',')}\n`)
  for (let from = 0; from < rows; from += 1000) {
    const lines = Array.from({ length: Math.min(1000, rows - from) }, (_, i) => rowOf(columns, from + i))
    yield Buffer.from(lines.join(''))
  }
}

function rowOf(columns: readonly string[], index: number): string {
  const values: Readonly<Record<string, string>> = {
    'cognito:username': `user${index}`,
    name: `User Number ${index}`,
    given_name: 'User',
    family_name: `Number${index}`,
    email: `user${index}@example.com`,
    email_verified: 'TRUE',
  }
  return `${columns.map((column) => values[column] ?? '').join(',')}\n`
}
