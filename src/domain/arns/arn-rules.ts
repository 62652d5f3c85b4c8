import { invalidParameter, ServiceError } from '../../contract/service-error.ts'
import type { Arn } from './arn.ts'
import { userPoolNotFound } from './user-pool-not-found.ts'

/** Partition, region and account of a pool. */
export interface Home {
  readonly region: string
  readonly account: string
}

type Refusal = (arn: Arn, home: Home) => ServiceError

/** What an ARN must name, and the errors for anything else. */
export interface ArnRule {
  /** For error messages, with its article. */
  readonly what: string
  readonly service: string
  /** Matches the part after the account. */
  readonly resource: RegExp
  /** If absent, any partition: the account may have been moved here from another one. */
  readonly partition?: string
  /** The error for an ARN of another account. If absent, any account is allowed. */
  readonly ownAccount?: Refusal
  /** If absent, any region or none is allowed. */
  readonly regions?: { allowed(home: Home): readonly string[]; readonly refusal: Refusal }
  /** A caller who sends this ARN needs `iam:PassRole` on it. */
  readonly handedOn?: true
}

const ownRegion = ({ region }: Home) => [region]

/** Source: recorded for groups (`docs/corrections.md`, D13). The message is IAM's, whichever service passes it on. */
const ROLE: ArnRule = {
  what: 'an IAM role',
  service: 'iam',
  resource: /^role\/./,
  ownAccount: () => new ServiceError('AccessDeniedException', 'Cross-account pass role is not allowed.'),
  handedOn: true,
}

/**
 * Functions of other accounts are allowed (AWS: Developer Guide, "Customizing user pool workflows with Lambda
 * triggers").
 */
const FUNCTION: ArnRule = {
  what: 'a Lambda function',
  service: 'lambda',
  resource: /^function:./,
  regions: {
    allowed: ownRegion,
    refusal: () => invalidParameter('Cross-region lambda functions are not supported'),
  },
}

/** Keys of other accounts are allowed, since they can be shared by a grant. */
const KEY: ArnRule = {
  what: 'a KMS key',
  service: 'kms',
  resource: /^key\/./,
  regions: {
    allowed: ownRegion,
    refusal: ({ region }) =>
      invalidParameter(
        `Encountered error when CreateGrant was attempted on the input KMS key - Invalid arn ${region}`,
      ),
  },
}

/**
 * The regions from which Amazon SES may send for pools of any region (AWS: Developer Guide, "Email settings for user
 * pools").
 */
const SES_REGIONS = ['eu-west-1', 'us-east-1', 'us-west-2']

const sesRegions = ({ region }: Home) =>
  SES_REGIONS.includes(region) ? SES_REGIONS : [...SES_REGIONS, region]

const sesRegionNeeded = (home: Home) =>
  `Provided SourceArn must be in one of the following SES regions: ${sesRegions(home).join(', ')}.`

const EMAIL_IDENTITY = {
  what: 'an SES identity',
  service: 'ses',
  resource: /^identity\/./,
  ownAccount: () => new ServiceError('NotAuthorizedException', 'Email arn does not belong to your account.'),
  regions: { allowed: sesRegions, refusal: (_, home) => invalidParameter(sesRegionNeeded(home)) },
} as const satisfies ArnRule

const NOTIFYING_IDENTITY: ArnRule = {
  ...EMAIL_IDENTITY,
  regions: {
    allowed: sesRegions,
    refusal: (_, home) => invalidParameter(`Invalid NotifyConfiguration.SourceArn. ${sesRegionNeeded(home)}`),
  },
}

/**
 * AWS: "supports in-Region integrations when you use ApplicationArn" (Developer Guide, "Using Amazon Pinpoint for user
 * pool analytics"). We know of no rule about accounts.
 */
const PINPOINT_PROJECT: ArnRule = {
  what: 'a Pinpoint project',
  service: 'mobiletargeting',
  resource: /^apps\/./,
  regions: {
    allowed: ownRegion,
    refusal: ({ region }) =>
      invalidParameter(`The integration with Pinpoint is not supported for the requested ${region} region.`),
  },
}

const certificateUnusable = () =>
  invalidParameter(
    "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
  )

const CERTIFICATE: ArnRule = {
  what: 'an ACM certificate',
  service: 'acm',
  resource: /^certificate\/./,
  ownAccount: certificateUnusable,
  regions: { allowed: () => ['us-east-1'], refusal: certificateUnusable },
}

const poolUnknown = ({ resource }: Arn) => userPoolNotFound(resource.slice('userpool/'.length))

/** Of any region: that of a replica names the replica. */
const USER_POOL: ArnRule = {
  what: 'a user pool',
  service: 'cognito-idp',
  partition: 'aws', // as policies name it
  resource: /^userpool\/[\w-]+$/,
  ownAccount: poolUnknown,
}

// Deviation: the service only takes log groups of its own account and region, and explains so at length. We take any,
// because we write nothing to them.
const LOG_GROUP: ArnRule = { what: 'a CloudWatch log group', service: 'logs', resource: /^log-group:./ }
const DELIVERY_STREAM: ArnRule = {
  what: 'a Data Firehose stream',
  service: 'firehose',
  resource: /^deliverystream\/./,
}
const BUCKET: ArnRule = { what: 'an S3 bucket', service: 's3', resource: /./ }

/**
 * The rules for every request member that is an ARN, by the structure that contains it. One test walks the contract and
 * finds members without a row; another sends what each row refuses to every operation that takes the member.
 */
export const ARN_RULES = {
  'AnalyticsConfigurationType.ApplicationArn': PINPOINT_PROJECT,
  'AnalyticsConfigurationType.RoleArn': ROLE,
  'CloudWatchLogsConfigurationType.LogGroupArn': LOG_GROUP,
  'CreateGroupRequest.RoleArn': ROLE,
  'CreateUserImportJobRequest.CloudWatchLogsRoleArn': ROLE,
  'CustomDomainConfigType.CertificateArn': CERTIFICATE,
  'CustomEmailLambdaVersionConfigType.LambdaArn': FUNCTION,
  'CustomSMSLambdaVersionConfigType.LambdaArn': FUNCTION,
  'EmailConfigurationType.SourceArn': EMAIL_IDENTITY,
  'EumsSmsConfigurationType.CallerArn': ROLE,
  'FirehoseConfigurationType.StreamArn': DELIVERY_STREAM,
  'InboundFederationLambdaType.LambdaArn': FUNCTION,
  'KeyConfigurationType.KmsKeyArn': KEY,
  'LambdaConfigType.CreateAuthChallenge': FUNCTION,
  'LambdaConfigType.CustomMessage': FUNCTION,
  'LambdaConfigType.DefineAuthChallenge': FUNCTION,
  'LambdaConfigType.KMSKeyID': KEY,
  'LambdaConfigType.PostAuthentication': FUNCTION,
  'LambdaConfigType.PostConfirmation': FUNCTION,
  'LambdaConfigType.PreAuthentication': FUNCTION,
  'LambdaConfigType.PreSignUp': FUNCTION,
  'LambdaConfigType.PreTokenGeneration': FUNCTION,
  'LambdaConfigType.UserMigration': FUNCTION,
  'LambdaConfigType.VerifyAuthChallengeResponse': FUNCTION,
  'ListTagsForResourceRequest.ResourceArn': USER_POOL,
  'NotifyConfigurationType.SourceArn': NOTIFYING_IDENTITY,
  'PreTokenGenerationVersionConfigType.LambdaArn': FUNCTION,
  'S3ConfigurationType.BucketArn': BUCKET,
  'SmsConfigurationType.SnsCallerArn': ROLE,
  'TagResourceRequest.ResourceArn': USER_POOL,
  'UntagResourceRequest.ResourceArn': USER_POOL,
  'UpdateGroupRequest.RoleArn': ROLE,
} as const satisfies Readonly<Record<string, ArnRule>>

export type ArnMember = keyof typeof ARN_RULES
