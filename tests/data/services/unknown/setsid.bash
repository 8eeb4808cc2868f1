#!/bin/bash
setsid /opt/app/bin/appd # <- not known
