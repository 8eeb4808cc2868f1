#!/bin/sh
# arguments: shop
while getopts hi: option $SHOP_OPTIONS; do
	case $option in
	h) exit 0 ;; # <- whether the option is there, only the node knows
	i) pause=$OPTARG ;;
	esac
done
while true; do
	sleep "${pause:-5}"
done
