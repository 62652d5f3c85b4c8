import type { LogConfigurationListType } from '../../src/contract/generated/types.ts'
import { newClient, newPool, several } from '../fixture.ts'
import { cycled, type Scenario, scenario } from '../scenario.ts'

/** As many as a pool takes. */
const ATTRIBUTES_PER_POOL = 50

/** Requests a second that the sign-in operations share. */
const SIGN_IN_LIMIT = { LimitClass: 'API_CATEGORY', Attributes: { Category: 'UserAuthentication' } } as const

const READ_LIMIT = { LimitClass: 'API_CATEGORY', Attributes: { Category: 'UserRead' } } as const

const LOGS: LogConfigurationListType = [
  {
    EventSource: 'userNotification',
    LogLevel: 'ERROR',
    CloudWatchLogsConfiguration: { LogGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:bench' },
  },
]

const TRACKED = { UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 10 } } as const

/** Under the quota of 1,000 pools in a region. */
const CUSTOMIZED = 400
const ONCE = 100

const importJob = (UserPoolId: string) => ({
  ...{ UserPoolId, JobName: 'job', CloudWatchLogsRoleArn: 'arn:aws:iam::123456789012:role/import' },
})

export const userPoolScenarios: readonly Scenario[] = [
  scenario('AddCustomAttributes', async (fixture) => {
    const pools = await several(CUSTOMIZED, () => newPool(fixture))
    return {
      atMost: pools.length * ATTRIBUTES_PER_POOL,
      input: (index) => ({
        UserPoolId: cycled(pools, index).id,
        CustomAttributes: [{ Name: `attribute-${index}`, AttributeDataType: 'String', Mutable: true }],
      }),
    }
  }),
  scenario('CreateUserPool', () => ({
    atMost: ONCE,
    input: (index) => ({ PoolName: `pool-${index}`, AutoVerifiedAttributes: ['email'] }),
  })),
  scenario('DeleteUserPool', async (fixture) => {
    const pools = await several(ONCE, () => newPool(fixture))
    return { atMost: pools.length, input: (index) => ({ UserPoolId: cycled(pools, index).id }) }
  }),
  scenario('DescribeUserPool', ({ poolId }) => ({ input: () => ({ UserPoolId: poolId }) })),
  scenario('ListUserPools', () => ({ input: () => ({ MaxResults: 20 }) })),
  scenario('UpdateUserPool', async (fixture) => {
    const { id } = await newPool(fixture)
    return { input: () => ({ UserPoolId: id, AutoVerifiedAttributes: ['email'] }) }
  }),
  scenario('GetUserPoolMfaConfig', ({ poolId }) => ({ input: () => ({ UserPoolId: poolId }) })),
  scenario('SetUserPoolMfaConfig', async (fixture) => {
    const { id } = await newPool(fixture)
    const SoftwareTokenMfaConfiguration = { Enabled: true }
    return { input: () => ({ UserPoolId: id, SoftwareTokenMfaConfiguration, MfaConfiguration: 'OPTIONAL' }) }
  }),
  scenario('GetCSVHeader', ({ poolId }) => ({ input: () => ({ UserPoolId: poolId }) })),
  scenario('ListUserImportJobs', ({ poolId }) => ({ input: () => ({ UserPoolId: poolId, MaxResults: 10 }) })),
  scenario('GetProvisionedLimit', () => ({ input: () => ({ LimitDefinition: SIGN_IN_LIMIT }) })),
  scenario('ListTagsForResource', ({ poolArn }) => ({ input: () => ({ ResourceArn: poolArn }) })),
  scenario('TagResource', ({ poolArn }) => ({
    input: (index) => ({ ResourceArn: poolArn, Tags: { stage: `${index}` } }),
  })),
  scenario('UntagResource', ({ poolArn }) => ({
    input: () => ({ ResourceArn: poolArn, TagKeys: ['stage'] }),
  })),
  scenario('GetUserPoolSessionConfiguration', ({ poolId }) => ({ input: () => ({ UserPoolId: poolId }) })),
  scenario('SetUserPoolSessionConfiguration', async (fixture) => {
    const { id } = await newPool(fixture)
    return { input: () => ({ UserPoolId: id, ...TRACKED }) }
  }),
  scenario('GetUserPoolClientSessionConfiguration', ({ poolId, clientId }) => ({
    input: () => ({ UserPoolId: poolId, ClientId: clientId }),
  })),
  scenario('SetUserPoolClientSessionConfiguration', async (fixture) => {
    const { id } = await newPool(fixture)
    const ClientId = await newClient(fixture, id)
    await fixture.call('SetUserPoolSessionConfiguration', { UserPoolId: id, ...TRACKED })
    return { input: () => ({ UserPoolId: id, ClientId, SSOSession: { MaxValidityMinutes: 60 } }) }
  }),
  scenario('SetLogDeliveryConfiguration', async (fixture) => {
    const { id } = await newPool(fixture)
    return { input: () => ({ UserPoolId: id, LogConfigurations: LOGS }) }
  }),
  scenario('GetLogDeliveryConfiguration', async (fixture) => {
    const { id } = await newPool(fixture)
    await fixture.call('SetLogDeliveryConfiguration', { UserPoolId: id, LogConfigurations: LOGS })
    return { input: () => ({ UserPoolId: id }) }
  }),
  scenario('UpdateProvisionedLimit', () => ({
    input: (index) => ({ LimitDefinition: READ_LIMIT, RequestedLimitValue: 10_000 + (index % 2) }),
  })),
  scenario('CreateUserImportJob', async (fixture) => {
    const { id } = await newPool(fixture)
    return { atMost: ONCE, input: (index) => ({ ...importJob(id), JobName: `job-${index}` }) }
  }),
  scenario('DescribeUserImportJob', async (fixture) => {
    const { id } = await newPool(fixture)
    const { UserImportJob } = await fixture.call('CreateUserImportJob', importJob(id))
    return { input: () => ({ UserPoolId: id, JobId: UserImportJob?.JobId ?? '' }) }
  }),
]
