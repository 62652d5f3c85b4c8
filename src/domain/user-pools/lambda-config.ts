import { invalidParameter } from './invalid-parameter.ts'
import type { LambdaConfig } from './user-pool-settings.ts'

const preTokenGenerationDiffers = () =>
  invalidParameter(
    "Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's",
  )

const keyMissing = () =>
  invalidParameter('KMSKeyId parameter is required when Custom SMS/Email Lambda trigger is used.')

const crossRegionLambda = () => invalidParameter('Cross-region lambda functions are not supported')

const foreignKeyRegion = (region: string) => invalidParameter(`Invalid arn ${region}`)

/** The triggers as they are kept. AWS: the function before token generation is shown under both of its names. */
export function lambdaConfigFrom(request: LambdaConfig = {}): LambdaConfig {
  const { preTokenGeneration: legacy, preTokenGenerationConfig: versioned } = request
  if (versioned) return { ...request, preTokenGeneration: legacy ?? versioned.lambdaArn }
  if (legacy === undefined) return request
  return { ...request, preTokenGenerationConfig: { lambdaVersion: 'V1_0', lambdaArn: legacy } }
}

/** Functions and key belong to the pool's region; functions of other accounts are fine. */
export function assertLambdaConfig(config: LambdaConfig, region: string): void {
  const { preTokenGeneration, preTokenGenerationConfig, kMSKeyID, ...triggers } = config
  if (preTokenGenerationConfig && preTokenGenerationConfig.lambdaArn !== preTokenGeneration) {
    throw preTokenGenerationDiffers()
  }
  if ((config.customEmailSender || config.customSMSSender) && kMSKeyID === undefined) throw keyMissing()
  for (const trigger of [preTokenGeneration, ...Object.values(triggers)]) {
    if (trigger === undefined) continue
    const arn = typeof trigger === 'string' ? trigger : trigger.lambdaArn
    if (isOf('lambda', arn) && regionOf(arn) !== region) throw crossRegionLambda()
  }
  if (kMSKeyID !== undefined && isOf('kms', kMSKeyID) && regionOf(kMSKeyID) !== region) {
    throw foreignKeyRegion(regionOf(kMSKeyID))
  }
}

function isOf(service: string, arn: string): boolean {
  return arn.split(':')[2] === service
}

function regionOf(arn: string): string {
  return arn.split(':')[3] ?? ''
}
