# A worker for a machine with an NVIDIA GPU. tfjs-node-gpu fetches TensorFlow's native library at install, so the image is
# built where the network is; CUDA and cuDNN are those that TensorFlow 2.9 was built against.
FROM node:20-bookworm-slim AS node

FROM nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04
COPY --from=node /usr/local /usr/local
RUN apt-get update && apt-get install -y --no-install-recommends build-essential python3 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN npm run build && npm install --no-save --workspaces=false @tensorflow/tfjs-node-gpu@4.22.0
# The same user and folders as the other image, whose volumes it shares.
RUN useradd --uid 1000 --create-home node && mkdir -p /data /run/stride && chown node:node /data /run/stride
USER node
ENV NODE_ENV=production STRIDE_HOME=/data
