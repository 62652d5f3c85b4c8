/**
 * What a person reads at the start: where the server is, where its messages are, and how to try it. The command names
 * the address once more, for clients that do not take it from the environment (before AWS CLI 2.13, as Debian 12 has
 * it).
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

/** As a POSIX shell wants it. */
function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
