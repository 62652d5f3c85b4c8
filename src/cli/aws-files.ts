// The two files from which AWS clients read what they need (AWS SDKs and Tools Reference Guide, "Shared config
// and credentials files").
import type { RootCredentials } from '../wire/authenticate.ts'

/** Both profiles hold the same: `default` is taken by who asks for none, `poolhouse` is asked for by name. */
export function credentialsFile({ accessKeyId, secretAccessKey }: RootCredentials): string {
  const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`
  return `[default]\n${keys}\n[poolhouse]\n${keys}`
}

/** The keys of the profile `default`, undefined if it has none. */
export function parseCredentialsFile(text: string): RootCredentials | undefined {
  const [, profile = ''] = /^\s*\[default\]\s*$([^[]*)/m.exec(text) ?? []
  const accessKeyId = memberOf(profile, 'aws_access_key_id')
  const secretAccessKey = memberOf(profile, 'aws_secret_access_key')
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined
}

export function configFile(region: string, endpoint: string): string {
  const settings = `region = ${region}\nendpoint_url = ${endpoint}\n`
  return `[default]\n${settings}\n[profile poolhouse]\n${settings}`
}

function memberOf(profile: string, name: string): string | undefined {
  return new RegExp(`^\\s*${name}\\s*=\\s*(\\S+)\\s*$`, 'm').exec(profile)?.[1]
}
