/** AWS: what a pool is called among SAML providers: the issuer of its requests and the audience of assertions. */
export function samlAudience(userPoolId: string): string {
  return `urn:amazon:cognito:sp:${userPoolId}`
}
