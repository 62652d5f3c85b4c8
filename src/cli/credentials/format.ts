import type { AccessKey } from '../../domain/iam/access-key.ts'

export const FORMATS = ['env', 'json', 'ini'] as const
export type Format = (typeof FORMATS)[number]

/**
 * A new access key with its secret: as lines for a shell, as the output of a `credential_process`, or as a profile of
 * the shared credentials file (AWS SDKs and Tools Reference Guide).
 */
export function formatCredentials(format: Format, profile: string, key: AccessKey): string {
  const { id, secretAccessKey, temporary } = key
  switch (format) {
    case 'env':
      return lines([
        `export AWS_ACCESS_KEY_ID=${id}`,
        `export AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
        temporary && `export AWS_SESSION_TOKEN=${temporary.sessionToken}`,
      ])
    case 'ini':
      return lines([
        `[${profile}]`,
        `aws_access_key_id = ${id}`,
        `aws_secret_access_key = ${secretAccessKey}`,
        temporary && `aws_session_token = ${temporary.sessionToken}`,
      ])
    case 'json':
      return `${JSON.stringify({
        Version: 1,
        AccessKeyId: id,
        SecretAccessKey: secretAccessKey,
        SessionToken: temporary?.sessionToken,
        Expiration: temporary && new Date(temporary.expiresAt).toISOString(),
      })}\n`
  }
}

function lines(texts: readonly (string | undefined)[]): string {
  return texts.flatMap((text) => (text === undefined ? [] : [`${text}\n`])).join('')
}
