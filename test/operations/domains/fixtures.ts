import { ACCOUNT } from '../../support/poolhouse.ts'

export const CERTIFICATE = `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/c0`
export const CustomDomainConfig = { CertificateArn: CERTIFICATE }

export const NO_POOL = 'us-east-1_NoSuchOne'
export const POOL_NOT_FOUND = ['ResourceNotFoundException', `User pool ${NO_POOL} does not exist.`] as const

let made = 0
/** A prefix that no other test uses. */
export const newPrefix = () => `prefix-${made++}`
