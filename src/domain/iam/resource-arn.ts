const USER_POOL = /^arn:[^:]*:cognito-idp:[^:]*:[^:]*:userpool\/([^/*]+)$/

/** The id of the user pool that an ARN names, in any account and region; undefined if it names anything else. */
export function userPoolIdIn(arn: string): string | undefined {
  return USER_POOL.exec(arn)?.[1]
}
