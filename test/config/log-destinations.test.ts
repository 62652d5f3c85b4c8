import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { problemsOf, resolved } from './resolved.ts'

const BUCKET = 'arn:aws:s3:::logs'

test('the destinations of logs are a map in the configuration file', () => {
  const logDestinations = {
    [BUCKET]: { file: './logs.jsonl' },
    'arn:aws:s3:::two': { url: 'https://logs.example.com/in?key=1' },
    'arn:aws:s3:::three': { aws: true },
    'arn:aws:s3:::four': { aws: true, endpoint: 'http://localhost:4566' },
  }
  assert.deepEqual(resolved({ file: { 'log-destinations': logDestinations } }).config.logDestinations, [
    { arn: BUCKET, file: resolve('logs.jsonl') },
    { arn: 'arn:aws:s3:::two', url: 'https://logs.example.com/in?key=1' },
    { arn: 'arn:aws:s3:::three', aws: true },
    { arn: 'arn:aws:s3:::four', aws: true, endpoint: 'http://localhost:4566' },
  ])
})

test('each destination has exactly one place', () => {
  for (const destinations of [
    { [BUCKET]: {} },
    { [BUCKET]: { file: 'a', url: 'http://b' } },
    { [BUCKET]: { aws: 'yes' } },
    { [BUCKET]: { file: 'a', endpoint: 'http://b' } },
    { [BUCKET]: { folder: 'a' } },
    { logs: { file: 'a' } },
    [BUCKET],
  ]) {
    const [problem = ''] = problemsOf({ file: { 'log-destinations': destinations } })
    assert.match(problem, /^log-destinations in the configuration file must be destinations by ARN/)
  }
})
