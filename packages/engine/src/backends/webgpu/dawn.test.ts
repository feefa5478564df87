import { expect, it } from 'vitest';
import { isSoftware, requestAdapter } from './dawn.js';

const H100 = { vendor: 'nvidia', architecture: 'hopper', device: 'NVIDIA H100 80GB HBM3', description: '550.54', isFallbackAdapter: false };
const SWIFTSHADER = {
  vendor: 'google', architecture: 'swiftshader', device: 'swiftshader-device-subzero-', description: 'SwiftShader driver 5.0.0', isFallbackAdapter: true,
};

const gpuWith = (info: object | null) => ({ requestAdapter: async () => info && { info } }) as unknown as GPU;

it('takes hardware', async () => {
  expect((await requestAdapter(gpuWith(H100), false)).info).toBe(H100);
});

it('refuses software, saying what it found and how to allow it', async () => {
  await expect(requestAdapter(gpuWith(SWIFTSHADER), false)).rejects.toMatchObject({
    code: 'BACKEND_UNAVAILABLE', message: expect.stringMatching(/SwiftShader driver 5\.0\.0.*STRIDE_WEBGPU_SOFTWARE=1/) as string,
  });
  expect((await requestAdapter(gpuWith(SWIFTSHADER), true)).info).toBe(SWIFTSHADER);
});

it('knows software drivers that do not call themselves a fallback', () => {
  const info = { vendor: 'mesa', architecture: '', device: '', description: '' };
  expect(isSoftware({ ...info, device: 'llvmpipe (LLVM 15.0.6, 256 bits)' })).toBe(true);
  expect(isSoftware({ ...info, description: 'Microsoft Basic Render Driver' })).toBe(true);
  expect(isSoftware(H100)).toBe(false);
});

it('says what is missing where there is no adapter', async () => {
  await expect(requestAdapter(gpuWith(null), true)).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE', message: expect.stringMatching(/no adapter/) as string });
});
