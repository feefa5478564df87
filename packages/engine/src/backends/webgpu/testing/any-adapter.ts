/** Settings by which tests take whatever adapter there is; where there is no GPU, SwiftShader, which comes with Chromium. */
export const ANY_ADAPTER = { STRIDE_BACKEND: 'webgpu', STRIDE_WEBGPU_SOFTWARE: '1' };
