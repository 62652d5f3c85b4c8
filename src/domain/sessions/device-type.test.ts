import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { deviceType } from './device-type.ts'

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit'

describe('the device of a user agent', () => {
  for (const [userAgent, expected] of [
    [`${MAC}/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36`, 'Chrome 125 / macOS 10.15'],
    [`${MAC}/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15`, 'Safari 17 / macOS 10.15'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/125.0 Safari/537.36 Edg/125.0',
      'Edge 125 / Windows 10',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0', 'Firefox 126 / Linux'],
    [
      'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/125.0.0.0 Mobile Safari/537.36',
      'Chrome 125 / Android 14',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605 Version/17.4 Mobile/15E148 Safari/604',
      'Safari 17 / iOS 17.4',
    ],
    [
      'Mozilla/5.0 (iPad; CPU OS 16_6_1 like Mac OS X) CriOS/125.0 Mobile/15E148 Safari/604',
      'Chrome 125 / iOS 16.6',
    ],
    [
      'Mozilla/5.0 (Linux; Android 13) SamsungBrowser/24.0 Chrome/117.0 Mobile Safari/537',
      'Samsung Internet 24 / Android 13',
    ],
    ['Chrome/ OPR/x Linux', 'Linux'],
    ['curl/8.5.0', 'unknown'],
    ['', 'unknown'],
  ] as const) {
    test(`is ${expected} for ${userAgent || 'none'}`, () => assert.equal(deviceType(userAgent), expected))
  }
})
