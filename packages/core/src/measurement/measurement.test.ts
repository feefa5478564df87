import { expect, it } from 'vitest';
import { isCalibrationOff } from './measurement.js';

it('tells a calibration that deviates from the median of the earlier ones by a quarter', () => {
  expect(isCalibrationOff(12, [10, 9, 50])).toBe(false);
  expect(isCalibrationOff(12.6, [10, 9, 50])).toBe(true);
  expect(isCalibrationOff(7.9, [10, 9, 50])).toBe(true);
  expect(isCalibrationOff(13.5, [10, 12, 50, 9])).toBe(false);
  expect(isCalibrationOff(14, [10, 12, 50, 9])).toBe(true);
});

it('says nothing before three earlier ones are known', () => {
  expect(isCalibrationOff(100, [])).toBe(false);
  expect(isCalibrationOff(100, [1, 1])).toBe(false);
});
