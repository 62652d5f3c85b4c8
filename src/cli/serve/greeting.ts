/**
 * The text that `serve` prints at the start: the addresses of the server and its messages, and how to try it. The
 * command repeats the address for clients that do not read it from the environment (before AWS CLI 2.13, such as on
 * Debian 12).
 */
export function greeting(
  url: string,
  region: string,
  credentialsFile: string | undefined,
  inbox: readonly string[],
): string {
  const lines = [`Poolhouse is ready at ${url}`, ...inbox]
  if (credentialsFile !== undefined) {
    lines.push(
      '',
      'To try it with the AWS command line:',
      '',
      `  export AWS_SHARED_CREDENTIALS_FILE=${quoted(credentialsFile)}`,
      `  export AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER=${url}`,
      `  aws cognito-idp create-user-pool --pool-name demo --region ${region} --endpoint-url ${url}`,
      '',
    )
  }
  return `${lines.join('\n')}\n`
}

/** Quotes a path for a POSIX shell. */
function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
