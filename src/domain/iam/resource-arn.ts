const USER_POOL = /^arn:[^:]*:cognito-idp:[^:]*:[^:]*:userpool\/([^/*]+)$/

/** The id of the user pool that an ARN names, of whatever account and region; undefined in the ARN of anything else. */
export function userPoolIdIn(arn: string): string | undefined {
  return USER_POOL.exec(arn)?.[1]
}
