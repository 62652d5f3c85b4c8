/**
 * AWS: the operations declare the error, and yet tests of Terraform's provider, which run against the service, set and
 * read the configurations of pools that have threat protection off.
 */
export const ADD_ONS_NOT_NEEDED = {
  UserPoolAddOnNotEnabledException: 'a configuration is kept whether or not threat protection is on',
} as const
