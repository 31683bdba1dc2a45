import { expect, test } from 'vitest'
import { type CameraFault, faultOf } from './camera.ts'
import { cameraWords, pictureWords, type Told } from './words.ts'

test.each<{ error: string; fault: CameraFault; says: string }>([
  { error: 'NotAllowedError', fault: 'refused', says: 'Allow it in the settings' },
  { error: 'SecurityError', fault: 'refused', says: 'Allow it in the settings' },
  { error: 'NotFoundError', fault: 'none', says: 'No camera was found' },
  { error: 'OverconstrainedError', fault: 'none', says: 'No camera was found' },
  { error: 'NotReadableError', fault: 'silent', says: 'another program' },
  { error: 'AnythingElse', fault: 'silent', says: 'does not answer' },
])('a camera that fails with $error is told, and a picture is offered', ({ error, fault, says }) => {
  expect(faultOf(error)).toBe(fault)
  expect(cameraWords(fault)).toContain(says)
  expect(cameraWords(fault)).toMatch(/choose a picture/i)
})

test('a page without https says why there is no camera', () => {
  expect(cameraWords('insecure')).toContain('https')
})

test.each<{ name: string; told: Told; says: string }>([
  { name: 'no barcode says how to take a better picture', told: { kind: 'no-barcode' }, says: 'good light' },
  {
    name: 'a barcode without a VIN is quoted',
    told: { kind: 'no-vin', texts: ['4006381\n333931'] },
    says: '“4006381 333931”',
  },
  {
    name: '60 characters are quoted whole',
    told: { kind: 'no-vin', texts: ['x'.repeat(60)] },
    says: `“${'x'.repeat(60)}”`,
  },
  { name: 'more are cut', told: { kind: 'no-vin', texts: ['x'.repeat(61)] }, says: `“${'x'.repeat(60)}…”` },
  { name: 'several barcodes are counted', told: { kind: 'no-vin', texts: ['1', '2'] }, says: 'There are 2 barcodes' },
  { name: 'a file that is no picture says what to choose', told: { kind: 'not-a-picture' }, says: 'JPEG' },
  { name: 'a large picture says what is allowed', told: { kind: 'too-large' }, says: '20 MB' },
  { name: 'a reader that is not there says so', told: { kind: 'not-loaded' }, says: 'could not be loaded' },
])('$name', ({ told, says }) => {
  expect(pictureWords(told)).toContain(says)
})
