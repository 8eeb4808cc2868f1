#!/usr/bin/sh
# Run once on south1 and south2, 2011-02-08. The maps came from the test lab.

for vg in vgfx vgfxtest
do
	if [ -d /dev/$vg ]
	then
		echo "$vg is there already"
		exit 1
	fi
done

mkdir /dev/vgfx
mknod /dev/vgfx/group c 64 0x050000
vgimport -s -m /tmp/vgfx.map vgfx

mkdir /dev/vgfxtest
mknod /dev/vgfxtest/group c 64 0x060000
vgimport -s -m /tmp/vgfxtest.map vgfxtest
