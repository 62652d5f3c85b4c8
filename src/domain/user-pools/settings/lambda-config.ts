import { invalidParameter } from '../../../contract/service-error.ts'
import type { ArnMember, Home } from '../../arns/arn-rules.ts'
import { assertArn } from '../../arns/assert-arn.ts'
import type { LambdaConfig } from './user-pool-settings.ts'

const preTokenGenerationDiffers = () =>
  invalidParameter(
    "Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's",
  )

const keyMissing = () =>
  invalidParameter('KMSKeyId parameter is required when Custom SMS/Email Lambda trigger is used.')

/** The triggers to store. AWS: the pre token generation function is shown under both of its names. */
export function lambdaConfigFrom(request: LambdaConfig = {}): LambdaConfig {
  const { preTokenGeneration: legacy, preTokenGenerationConfig: versioned } = request
  if (versioned) return { ...request, preTokenGeneration: legacy ?? versioned.lambdaArn }
  if (legacy === undefined) return request
  return { ...request, preTokenGenerationConfig: { lambdaVersion: 'V1_0', lambdaArn: legacy } }
}

export function assertLambdaConfig(config: LambdaConfig, home: Home): void {
  const { preTokenGeneration, preTokenGenerationConfig, customEmailSender, customSMSSender } = config
  if (preTokenGenerationConfig && preTokenGenerationConfig.lambdaArn !== preTokenGeneration) {
    throw preTokenGenerationDiffers()
  }
  if ((customEmailSender || customSMSSender) && config.kMSKeyID === undefined) throw keyMissing()
  for (const [member, arnIn] of ARNS) assertArn(member, arnIn(config), home)
}

const ARNS: readonly (readonly [ArnMember, (config: LambdaConfig) => string | undefined])[] = [
  ['LambdaConfigType.PreSignUp', ({ preSignUp }) => preSignUp],
  ['LambdaConfigType.CustomMessage', ({ customMessage }) => customMessage],
  ['LambdaConfigType.PostConfirmation', ({ postConfirmation }) => postConfirmation],
  ['LambdaConfigType.PreAuthentication', ({ preAuthentication }) => preAuthentication],
  ['LambdaConfigType.PostAuthentication', ({ postAuthentication }) => postAuthentication],
  ['LambdaConfigType.DefineAuthChallenge', ({ defineAuthChallenge }) => defineAuthChallenge],
  ['LambdaConfigType.CreateAuthChallenge', ({ createAuthChallenge }) => createAuthChallenge],
  [
    'LambdaConfigType.VerifyAuthChallengeResponse',
    ({ verifyAuthChallengeResponse }) => verifyAuthChallengeResponse,
  ],
  ['LambdaConfigType.PreTokenGeneration', ({ preTokenGeneration }) => preTokenGeneration],
  ['LambdaConfigType.UserMigration', ({ userMigration }) => userMigration],
  [
    'PreTokenGenerationVersionConfigType.LambdaArn',
    ({ preTokenGenerationConfig }) => preTokenGenerationConfig?.lambdaArn,
  ],
  ['CustomSMSLambdaVersionConfigType.LambdaArn', ({ customSMSSender }) => customSMSSender?.lambdaArn],
  ['CustomEmailLambdaVersionConfigType.LambdaArn', ({ customEmailSender }) => customEmailSender?.lambdaArn],
  ['InboundFederationLambdaType.LambdaArn', ({ inboundFederation }) => inboundFederation?.lambdaArn],
  ['LambdaConfigType.KMSKeyID', ({ kMSKeyID }) => kMSKeyID],
]
