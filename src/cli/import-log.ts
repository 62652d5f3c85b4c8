import type { Command } from 'commander'
import type { Stores } from '../domain/stores.ts'
import { reportFailure } from './command/failure.ts'
import { addSettingOptions, DATABASE_SETTINGS, settingsOf } from './command/setting-options.ts'
import { withStorage } from './command/with-storage.ts'

export function addImportLog(program: Command): void {
  const command = program
    .command('import-log <job-id>')
    .description('print what became of each row of a user import job')
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

/** Prints a line for each row that has had its outcome, page by page. Throws where there is no such job. */
export async function printImportLog(
  { importJobs, importLogs }: Pick<Stores, 'importJobs' | 'importLogs'>,
  jobId: string,
  print: (text: string) => void,
): Promise<void> {
  const job = await importJobs.findById(jobId)
  if (!job) throw new Error(`there is no user import job ${jobId}`)
  let page = await importLogs.next(job, 0)
  while (page) {
    print(page.entries.map((entry) => `${entry}\n`).join(''))
    page = await importLogs.next(job, page.firstLine)
  }
}
