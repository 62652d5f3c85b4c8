import type { Command } from 'commander'
import type { Stores } from '../domain/stores.ts'
import { pagesOf } from '../kernel/pages.ts'
import { reportFailure } from './command/failure.ts'
import { addSettingOptions, DATABASE_SETTINGS, settingsOf } from './command/setting-options.ts'
import { withStorage } from './command/with-storage.ts'

export function addImportLog(program: Command): void {
  const command = program
    .command('import-log <job-id>')
    .description('print the outcome of each row of a user import job')
  addSettingOptions(command, DATABASE_SETTINGS).action(async (jobId: string) => {
    try {
      const { config } = await settingsOf(command)
      const print = (text: string) => process.stdout.write(text)
      await withStorage(config, 'reading', ({ stores }) => printImportLog(stores, jobId, print))
    } catch (error) {
      reportFailure(error)
    }
  })
}

/** Prints a line for each row that has had its outcome, page by page. Throws if there is no such job. */
export async function printImportLog(
  { importJobs, importLogs }: Pick<Stores, 'importJobs' | 'importLogs'>,
  jobId: string,
  print: (text: string) => void,
): Promise<void> {
  const job = await importJobs.findById(jobId)
  if (!job) throw new Error(`there is no user import job ${jobId}`)
  const pages = pagesOf(async (after: number | undefined) => {
    const { entries = [], firstLine } = (await importLogs.next(job, after ?? 0)) ?? {}
    return { entries, next: firstLine }
  })
  for await (const { entries } of pages) print(entries.map((entry) => `${entry}\n`).join(''))
}
