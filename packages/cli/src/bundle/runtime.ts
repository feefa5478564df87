/** What is not JavaScript: Node.js itself, and the library by which Dawn finds a GPU's driver. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { StrideError } from '@stride/core';

/** @throws StrideError CONFIG_INVALID where this Node.js would not run elsewhere */
export function requirePortableNode(): void {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new StrideError('CONFIG_INVALID',
      `A bundle takes along the Node.js that packs it and is for Linux x64; this one is for ${process.platform} ${process.arch}.`);
  }
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  const { variables } = process.config as { variables: { node_shared?: boolean } };
  if (header.glibcVersionRuntime === undefined || variables.node_shared === true) {
    throw new StrideError('CONFIG_INVALID',
      `${process.execPath} is tied to this system (musl, or built as a shared library); pack with a Node.js of nodejs.org.`);
  }
}

/** Copies it without its debugging symbols, where `strip` is there to take them off. */
export function copyNode(bundle: string): void {
  const target = path.join(bundle, 'node');
  const { status } = spawnSync('strip', ['-o', target, process.execPath], { stdio: 'ignore' });
  if (status !== 0) copyFileSync(process.execPath, target);
}

/** Where Linux distributions, and Chromium, keep it. */
const VULKAN_LOADERS = ['/usr/lib/x86_64-linux-gnu/libvulkan.so.1', '/usr/lib64/libvulkan.so.1', '/usr/lib/libvulkan.so.1', '/usr/lib/chromium/libvulkan.so.1'];

/** @returns whether this machine has one to take along; where it has none, the other one must */
export function copyVulkanLoader(bundle: string): boolean {
  const loader = VULKAN_LOADERS.find((file) => existsSync(file));
  if (loader === undefined) return false;
  mkdirSync(path.join(bundle, 'lib'), { recursive: true });
  copyFileSync(loader, path.join(bundle, 'lib', 'libvulkan.so.1'));
  return true;
}
