import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sdkVersionOf } from './sdk-version.ts'

const CASES: [userAgent: string, version: string][] = [
  ['aws-sdk-nodejs/2.880.0 linux/v14.16.0 callback', 'aws-sdk-nodejs-2.880.0'],
  ['aws-sdk-js/2.1639.0 promise', 'aws-sdk-js-2.1639.0'],
  ['aws-sdk-js/3.1169.0 ua/2.1 os/linux lang/js', 'aws-sdk-unknown-unknown'],
  ['Boto3/1.34.0 md/Botocore#1.34.0', 'aws-sdk-unknown-unknown'],
  ['Mozilla/5.0 (X11; Linux x86_64)', 'aws-sdk-unknown-unknown'],
  ['', 'aws-sdk-unknown-unknown'],
]
for (const [userAgent, version] of CASES) {
  test(`the user agent "${userAgent}" shows as ${version}`, () => {
    assert.equal(sdkVersionOf(userAgent), version)
  })
}
