import type { UserImportJobType } from '../../contract/generated/types.ts'
import type { ImportJob } from '../../domain/import-jobs/import-job.ts'
import type { RequestContext } from '../../domain/requests/request-context.ts'

/** A job in the words of the API. AWS: with the address for its file, whether or not that is still good. */
export function toUserImportJob(
  job: ImportJob,
  { uploadAddresses }: Pick<RequestContext, 'uploadAddresses'>,
): UserImportJobType {
  return {
    JobName: job.name,
    JobId: job.id,
    UserPoolId: job.userPoolId,
    PreSignedUrl: uploadAddresses.of(job),
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
