import { CreateUserImportJob } from './create-user-import-job.ts'
import { DescribeUserImportJob } from './describe-user-import-job.ts'
import { GetCSVHeader } from './get-csv-header.ts'
import { ListUserImportJobs } from './list-user-import-jobs.ts'
import { StartUserImportJob } from './start-user-import-job.ts'
import { StopUserImportJob } from './stop-user-import-job.ts'

export const importJobsOperations = {
  CreateUserImportJob,
  DescribeUserImportJob,
  GetCSVHeader,
  ListUserImportJobs,
  StartUserImportJob,
  StopUserImportJob,
}
