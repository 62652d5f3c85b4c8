import type { UserImportJobType } from '../../contract/generated/types.ts'
import type { ImportJob } from '../../domain/import-jobs/import-job.ts'
import type { OperationContext } from '../operation-context.ts'

/** A job in the words of the API. AWS: with the address for its file, whether or not that is still good. */
export function toUserImportJob(
  job: ImportJob,
  { importJobs }: Pick<OperationContext<unknown>, 'importJobs'>,
): UserImportJobType {
  return {
    JobName: job.name,
    JobId: job.id,
    UserPoolId: job.userPoolId,
    PreSignedUrl: importJobs.uploadAddressOf(job),
    CreationDate: job.createdAt,
    StartDate: job.startedAt,
    CompletionDate: job.completedAt,
    Status: job.status,
    CloudWatchLogsRoleArn: job.cloudWatchLogsRoleArn,
    ImportedUsers: job.counts.imported,
    SkippedUsers: job.counts.skipped,
    FailedUsers: job.counts.failed,
    CompletionMessage: job.completionMessage,
    PasswordHashingAlgorithm: job.passwordHashingAlgorithm,
  }
}
